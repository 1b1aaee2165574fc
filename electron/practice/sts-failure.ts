/** A refusal of STS: what becomes `<Error>` in the answer. Carries no secret beyond what was sent. */
export class StsFailure extends Error {
  /** The code on the wire, without the `Exception` that SDKs add. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'StsFailure';
    this.code = code;
    this.status = status;
  }

  /** Whose fault it is: the caller's (`Sender`) or the service's (`Receiver`). */
  get type(): 'Sender' | 'Receiver' {
    return this.status >= 500 ? 'Receiver' : 'Sender';
  }
}

/** 403 AccessDenied. */
export function accessDenied(message: string): StsFailure {
  return new StsFailure('AccessDenied', 403, message);
}

/** 400 ValidationError. */
export function validationError(message: string): StsFailure {
  return new StsFailure('ValidationError', 400, message);
}

/** 400 InvalidParameterValue. */
export function invalidParameter(message: string): StsFailure {
  return new StsFailure('InvalidParameterValue', 400, message);
}

/** 400 MalformedPolicyDocument. */
export function malformedPolicy(message: string): StsFailure {
  return new StsFailure('MalformedPolicyDocument', 400, message);
}

/** 403 InvalidClientTokenId: STS's answer to every key or session token that it does not know. */
export function invalidClientToken(): StsFailure {
  return new StsFailure(
    'InvalidClientTokenId',
    403,
    'The security token included in the request is invalid.',
  );
}

/** AccessDenied in the words that name caller, action and resource; `reason` goes behind them. */
export function notAuthorized(
  callerArn: string,
  action: string,
  resource: string,
  reason = '',
): StsFailure {
  return accessDenied(
    `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}${reason}`,
  );
}
