import type { OnMissing } from './message.ts';

/** Says once of each template that a placeholder in it names nothing; it is written as it stands. */
export function missingReporter(once: (message: string) => void): OnMissing {
  return (placeholder, template) =>
    once(`the message \`${template}\` has ${placeholder}, and no attribute of that name; it is shown as written.`);
}
