import type { TextRules } from './validator.ts';

/**
 * Constraints of the STS API's model
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). The patterns' texts are
 * the model's: they appear in error messages letter by letter.
 */

const NAME = { text: '[\\w+=,.@-]*', check: /^[\w+=,.@-]*$/ };
const ARN: TextRules = {
  min: 20,
  max: 2048,
  pattern: {
    text: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+',
    check: /^[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u,
  },
};
const TAG_TEXT = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';

export const ROLE_ARN: TextRules = { ...ARN, required: true };
export const POLICY_ARN: TextRules = ARN;
export const ROLE_SESSION_NAME: TextRules = { required: true, min: 2, max: 64, pattern: NAME };
export const FEDERATED_NAME: TextRules = { required: true, min: 2, max: 32, pattern: NAME };
export const SOURCE_IDENTITY: TextRules = { min: 2, max: 64, pattern: NAME };
export const EXTERNAL_ID: TextRules = {
  min: 2,
  max: 1224,
  pattern: { text: '[\\w+=,.@:\\/-]*', check: /^[\w+=,.@:/-]*$/ },
};
export const SERIAL_NUMBER: TextRules = {
  min: 9,
  max: 256,
  pattern: { text: '[\\w+=/:,.@-]*', check: /^[\w+=/:,.@-]*$/ },
};
export const TOKEN_CODE: TextRules = {
  min: 6,
  max: 6,
  pattern: { text: '[\\d]*', check: /^\d*$/ },
};
export const TAG_KEY: TextRules = {
  required: true,
  min: 1,
  max: 128,
  pattern: { text: `${TAG_TEXT}+`, check: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u },
};
export const TAG_VALUE: TextRules = {
  required: true,
  min: 0,
  max: 256,
  pattern: { text: `${TAG_TEXT}*`, check: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u },
};
export const POLICY: TextRules = {
  min: 1,
  pattern: {
    text: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
    check: /^[\t\n\r\x20-\xff]+$/,
  },
};
export const FEDERATION_POLICY: TextRules = { ...POLICY, max: 2048 };
export const WEB_IDENTITY_TOKEN: TextRules = { required: true, min: 4, max: 20_000 };
export const ENCODED_MESSAGE: TextRules = { required: true, min: 1, max: 10_240 };
