/**
 * A shared file, section by section, with nothing lost: the preamble and the spans of all sections
 * together are the whole text. Offsets count characters of `text`; an end is exclusive and stands
 * behind the line break. Lines count from 1. What lies inside a section is read when asked for.
 */
export interface IniDocument {
  readonly text: string;
  /** What stands before the first header: `text` up to here. */
  readonly preambleEnd: number;
  readonly sections: readonly IniSection[];
  /** In order of their lines. */
  readonly faults: readonly IniFault[];
}

export interface IniSection {
  /** The text inside the brackets as written, blanks and quotes included. */
  readonly header: string;
  /** True where the header lacks its `]` or its name: no tool reads the section. */
  readonly isBroken: boolean;
  readonly line: number;
  /** The last line of the section, comments and blank lines before the next header included. */
  readonly endLine: number;
  readonly start: number;
  readonly headerEnd: number;
  /** Behind the last line that is neither blank nor a comment. */
  readonly contentEnd: number;
  readonly end: number;
  readonly properties: readonly IniProperty[];
  readonly faults: readonly IniFault[];
}

export interface IniProperty {
  /** In lower case. */
  readonly key: string;
  readonly writtenKey: string;
  /** Without an inline comment; continuation lines follow behind `\n`, without their indentation. */
  readonly value: string;
  /** AWS's rules know `=` only; Python's parser, and so the AWS CLI, takes `:` as well. */
  readonly delimiter: '=' | ':';
  /** True where AWS's rules don't know the line for a property: a `:`, or a blank in the key. */
  readonly isIgnored: boolean;
  /** True where the value is followed by a blank and `#` or `;`. */
  readonly hasComment: boolean;
  /** The block below an empty value, such as `s3 =`. Undefined where there is none. */
  readonly nested: readonly IniNestedProperty[] | undefined;
  readonly line: number;
  /** The last continuation line or line of the nested block. */
  readonly endLine: number;
  readonly start: number;
  /** Behind the first line, and behind the last. */
  readonly lineEnd: number;
  readonly end: number;
}

export interface IniNestedProperty {
  /** In lower case. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Something that tools refuse or read differently. The rest of the document is usable. */
export interface IniFault {
  readonly code: IniFaultCode;
  readonly line: number;
  /** The key it is about, where there is one. */
  readonly key?: string;
}

export type IniFaultCode =
  /** `[profile x` */
  | 'HEADER_UNCLOSED'
  /** `[]` */
  | 'HEADER_EMPTY'
  /** `[profile x] more` */
  | 'HEADER_TRAILING_TEXT'
  | 'BEFORE_FIRST_HEADER'
  /** `= value` */
  | 'KEY_MISSING'
  /** A key with a blank inside. */
  | 'KEY_WITH_BLANK'
  | 'EQUALS_MISSING'
  /** `key: value` */
  | 'COLON'
  | 'NESTED_KEY_MISSING'
  | 'NESTED_EQUALS_MISSING'
  /** A deeper indented line below a value that looks like a property of its own. */
  | 'PROPERTY_INDENTED'
  /** A deeper indented line below a value that looks like a header. */
  | 'HEADER_INDENTED'
  /** A line break of old Macs, which JavaScript SDKs take for a character. */
  | 'LONE_CARRIAGE_RETURN';
