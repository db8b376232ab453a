// The only door to SWC, so that its version is asked for and its types are named in one place.
export { transform, transformSync, version, type Options, type Output, type Program } from '@swc/core';
