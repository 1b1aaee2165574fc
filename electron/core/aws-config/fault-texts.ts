import type { IniFault, IniFaultCode } from './ini-types.ts';
import type { ConfigFinding, SourceLine } from './types.ts';

interface FaultText {
  readonly severity: ConfigFinding['severity'];
  readonly message: (key: string) => string;
  readonly hint: string;
}

const REFUSED = 'the AWS CLI refuses the whole file';

const FAULT_TEXTS: Readonly<Record<IniFaultCode, FaultText>> = {
  HEADER_UNCLOSED: {
    severity: 'error',
    message: () => `The header lacks its closing bracket: ${REFUSED}`,
    hint: 'Add the ] at the end of the header',
  },
  HEADER_EMPTY: {
    severity: 'error',
    message: () => `The header has no name: ${REFUSED}`,
    hint: 'Name the section, or remove it',
  },
  HEADER_TRAILING_TEXT: {
    severity: 'warning',
    message: () => 'JavaScript SDKs do not see the section, because of the text behind its header',
    hint: 'Put the text on a line of its own, as a comment',
  },
  BEFORE_FIRST_HEADER: {
    severity: 'error',
    message: () => `The line stands above the first header: ${REFUSED}`,
    hint: 'Put a header such as [default] above it',
  },
  KEY_MISSING: {
    severity: 'error',
    message: () => `There is no key before the delimiter: ${REFUSED}`,
    hint: 'Write KEY = VALUE, or remove the line',
  },
  KEY_WITH_BLANK: {
    severity: 'warning',
    message: () => 'The line is ignored, because a key may not hold blanks',
    hint: 'Correct the key, or make the line a comment',
  },
  EQUALS_MISSING: {
    severity: 'error',
    message: () => `The line has no =: ${REFUSED}`,
    hint: 'Write KEY = VALUE, or make the line a comment',
  },
  COLON: {
    severity: 'warning',
    message: (key) => `Only the AWS CLI reads ${key}: SDKs know no : in place of =`,
    hint: 'Write KEY = VALUE',
  },
  NESTED_KEY_MISSING: {
    severity: 'warning',
    message: (key) => `There is no key before the = in the block of ${key}`,
    hint: 'Write KEY = VALUE, or remove the line',
  },
  NESTED_EQUALS_MISSING: {
    severity: 'error',
    message: (key) => `The line has no = in the block of ${key}: ${REFUSED}`,
    hint: 'Write KEY = VALUE, or make the line a comment',
  },
  PROPERTY_INDENTED: {
    severity: 'warning',
    message: (key) =>
      `The indented line continues the value of ${key}; JavaScript SDKs read it on its own`,
    hint: 'Remove the blanks at the start if the line is a property',
  },
  HEADER_INDENTED: {
    severity: 'warning',
    message: (key) =>
      `The indented line continues the value of ${key}; JavaScript SDKs read it as a header`,
    hint: 'Remove the blanks at the start if the line is a header',
  },
  LONE_CARRIAGE_RETURN: {
    severity: 'warning',
    message: () => 'The line ends in a carriage return alone, which JavaScript SDKs do not know',
    hint: 'Save the file with line ends of Unix or Windows',
  },
};

/** The finding that tells a user of a fault. It names the key, never the value: it may be a secret. */
export function syntaxFinding(fault: IniFault, at: SourceLine): ConfigFinding {
  const { severity, message, hint } = FAULT_TEXTS[fault.code];
  return {
    code: 'SYNTAX',
    severity,
    message: message(fault.key ?? ''),
    hint,
    at,
    fault: fault.code,
  };
}
