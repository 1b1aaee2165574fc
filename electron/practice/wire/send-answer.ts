import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import { StsFailure } from '../sts-failure.ts';
import { failureText, type ResultElements, successText } from './answer-text.ts';
import type { Service } from './authorization.ts';

/** What every answer carries. */
export interface AnswerFrame {
  readonly requestId: string;
  /** Epoch milliseconds, by the server's clock: SDKs correct theirs by it. */
  readonly now: number;
  readonly asJson: boolean;
  /** Default: STS. */
  readonly service?: Service;
}

/** Sends the result of an action, or a refusal. */
export function sendAnswer(
  response: ServerResponse,
  action: string,
  answer: ResultElements | StsFailure,
  frame: AnswerFrame,
): void {
  const isFailure = answer instanceof StsFailure;
  const { contentType, text } = isFailure
    ? failureText(answer, frame.requestId, frame.asJson, frame.service)
    : successText(action, answer, frame.requestId, frame.asJson, frame.service);
  send(response, isFailure ? answer.status : 200, contentType, text, frame);
}

/** The faults that are an answer of some kind. */
type AnsweringFault = Exclude<Fault, 'hang' | 'reset' | 'lost-answer'>;

/** Sends what STS, or something between, sends on a bad day. */
export function sendFault(
  response: ServerResponse,
  fault: AnsweringFault,
  frame: AnswerFrame,
): void {
  switch (fault) {
    case 'throttle':
      sendAnswer(response, '', new StsFailure('Throttling', 400, 'Rate exceeded'), frame);
      return;
    case 'internal-failure':
      sendAnswer(
        response,
        '',
        new StsFailure(
          'InternalFailure',
          500,
          'The request processing has failed because of an unknown error, exception or failure.',
        ),
        frame,
      );
      return;
    case 'unavailable':
      send(
        response,
        503,
        'text/plain',
        'Service Unavailable: back-end server is at capacity',
        frame,
      );
      return;
    case 'proxy-page':
      send(
        response,
        200,
        'text/html',
        '<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body><p>Please sign in.<br></body></html>\n',
        frame,
      );
      return;
    case 'empty-answer':
      send(response, 200, 'text/xml', '', frame);
      return;
    case 'opt-in-required':
      sendAnswer(
        response,
        '',
        new StsFailure(
          'OptInRequired',
          403,
          'The AWS Access Key Id needs a subscription for the service',
        ),
        frame,
      );
      return;
  }
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  frame: AnswerFrame,
): void {
  response.writeHead(status, {
    'x-amzn-RequestId': frame.requestId,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    Date: new Date(frame.now).toUTCString(),
  });
  response.end(text);
}
