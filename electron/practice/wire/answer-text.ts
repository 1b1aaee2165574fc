import type { StsFailure } from '../sts-failure.ts';

/** The result of an action, as the elements of its XML, in order. Dates are instants. */
export interface ResultElements {
  readonly [name: string]: string | number | Date | ResultElements | undefined;
}

/** An answer's body with its media type. */
export interface AnswerText {
  readonly contentType: 'text/xml' | 'application/json';
  readonly text: string;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The body for a success, in XML or, where the caller accepts JSON, in STS's JSON. */
export function successText(
  action: string,
  result: ResultElements,
  requestId: string,
  asJson: boolean,
): AnswerText {
  const body = {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  };
  return asJson ? json({ [`${action}Response`]: body }) : xml(`${action}Response`, body);
}

/** The body for a refusal. */
export function failureText(
  failure: Pick<StsFailure, 'code' | 'type' | 'message'>,
  requestId: string,
  asJson: boolean,
): AnswerText {
  const body = {
    Error: { Type: failure.type, Code: failure.code, Message: failure.message },
    RequestId: requestId,
  };
  return asJson ? json(body) : xml('ErrorResponse', body);
}

function xml(root: string, elements: ResultElements): AnswerText {
  return {
    contentType: 'text/xml',
    text: `<${root} xmlns="${NAMESPACE}">\n${elementsText(elements, '  ')}</${root}>\n`,
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
      if (typeof value === 'object') {
        return `${indent}<${name}>\n${elementsText(value, `${indent}  `)}${indent}</${name}>\n`;
      }
      return `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`;
    })
    .join('');
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
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, jsonValue(inner)]),
    );
  }
  return value;
}
