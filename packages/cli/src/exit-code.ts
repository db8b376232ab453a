/** What `bud` exits with; scripts and CI tell the cases apart. */
export const exitCodes = { fine: 0, problems: 1, badInput: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
