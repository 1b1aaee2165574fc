import type { StsFailure } from '../sts-failure.ts';
import type { Service } from './authorization.ts';

/**
 * The result of an action, as the elements of its XML, in order. Dates are instants; a list is the
 * structures of its `member` elements.
 */
export interface ResultElements {
  readonly [name: string]:
    | string
    | number
    | Date
    | ResultElements
    | readonly ResultElements[]
    | undefined;
}

/** An answer's body with its media type. */
export interface AnswerText {
  readonly contentType: 'text/xml' | 'application/json';
  readonly text: string;
}

const NAMESPACES: Readonly<Record<Service, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

/** The body for a success, in XML or, where the caller accepts JSON, in STS's JSON. */
export function successText(
  action: string,
  result: ResultElements,
  requestId: string,
  asJson: boolean,
  service: Service = 'sts',
): AnswerText {
  const body = {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  };
  return asJson ? json({ [`${action}Response`]: body }) : xml(`${action}Response`, body, service);
}

/** The body for a refusal. */
export function failureText(
  failure: Pick<StsFailure, 'code' | 'type' | 'message'>,
  requestId: string,
  asJson: boolean,
  service: Service = 'sts',
): AnswerText {
  const body = {
    Error: { Type: failure.type, Code: failure.code, Message: failure.message },
    RequestId: requestId,
  };
  return asJson ? json(body) : xml('ErrorResponse', body, service);
}

function xml(root: string, elements: ResultElements, service: Service): AnswerText {
  return {
    contentType: 'text/xml',
    text: `<${root} xmlns="${NAMESPACES[service]}">\n${elementsText(elements, '  ')}</${root}>\n`,
  };
}

function elementsText(elements: ResultElements, indent: string): string {
  return Object.entries(elements)
    .map(([name, value]) => {
      if (value === undefined) {
        return '';
      }
      if (value instanceof Date) {
        return `${indent}<${name}>${instantText(value)}</${name}>\n`;
      }
      if (isList(value)) {
        const members = value.map((member) => elementsText({ member }, `${indent}  `)).join('');
        return `${indent}<${name}>\n${members}${indent}</${name}>\n`;
      }
      if (typeof value === 'object') {
        return `${indent}<${name}>\n${elementsText(value, `${indent}  `)}${indent}</${name}>\n`;
      }
      return `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`;
    })
    .join('');
}

function isList(value: ResultElements[string]): value is readonly ResultElements[] {
  return Array.isArray(value);
}

/** STS gives instants in whole seconds. */
function instantText(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** XML 1.0 knows no other control characters, not even as references: they become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, '\ufffd')
    .toWellFormed();
}

/** In STS's JSON an instant is a number of seconds. */
function json(body: ResultElements): AnswerText {
  return { contentType: 'application/json', text: JSON.stringify(jsonValue(body)) };
}

function jsonValue(value: ResultElements[string]): unknown {
  if (value instanceof Date) {
    return Math.floor(value.getTime() / 1000);
  }
  if (isList(value)) {
    return value.map(jsonValue);
  }
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, jsonValue(inner)]),
    );
  }
  return value;
}
