export const exitCodes = { done: 0, failed: 1, notValid: 2, interrupted: 130 } as const;

/** What went wrong, in words for the terminal, and the exit code that says so. */
export class Complaint extends Error {
  constructor(message: string, readonly exitCode: number = exitCodes.failed) {
    super(message);
    this.name = 'Complaint';
  }
}

/** The command line, or an experiment, is not valid. */
export const notValid = (message: string): Complaint => new Complaint(message, exitCodes.notValid);
