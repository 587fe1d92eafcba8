/** What a command ends with. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, stopped: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a sentence for the user. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly code: ExitCode,
  ) {
    super(message);
  }
}

export function badInput(message: string): Failure {
  return new Failure(message, exitCodes.badInput);
}
