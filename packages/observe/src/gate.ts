/** What tracked code imports where a package manager keeps packages apart and only this one is a dependency. */
export { gate } from '@bud/runtime';
