/** A refusal as STS words it: code, HTTP status and text. */
export class StsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'StsFault';
    this.code = code;
    this.status = status;
  }
}

/** The one code that stands for nearly every refusal. */
export function accessDenied(message: string): StsFault {
  return new StsFault('AccessDenied', 403, message);
}

export function validationError(message: string): StsFault {
  return new StsFault('ValidationError', 400, message);
}
