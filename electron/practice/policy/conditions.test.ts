import { describe, expect, test } from 'vitest';
import { conditionsHold, isKnownOperator } from './conditions.ts';
import type { ConditionBlock } from './policy-document.ts';

const context = new Map<string, readonly string[]>([
  ['sts:externalid', ['shop-42']],
  ['aws:multifactorauthpresent', ['true']],
  ['aws:multifactorauthage', ['120']],
  ['aws:username', ['alex']],
  ['aws:userid', ['a*']],
  ['aws:tagkeys', ['Project', 'Team']],
]);

/** A policy variable: a dollar sign and the name in braces. */
const variable = (name: string): string => `$\{${name}}`;

describe('conditionsHold', () => {
  test.each<[ConditionBlock, boolean]>([
    [{ StringEquals: { 'sts:ExternalId': 'shop-42' } }, true],
    [{ StringEquals: { 'STS:externalid': ['a', 'shop-42'] } }, true],
    [{ StringEquals: { 'sts:ExternalId': 'SHOP-42' } }, false],
    [{ StringEqualsIgnoreCase: { 'sts:ExternalId': 'SHOP-42' } }, true],
    [{ StringEquals: { 'sts:ExternalId': 'shop-*' } }, false],
    [{ StringLike: { 'sts:ExternalId': 'shop-*' } }, true],
    [{ StringNotLike: { 'sts:ExternalId': 'shop-*' } }, false],
    [{ StringNotEquals: { 'sts:ExternalId': ['a', 'b'] } }, true],
    [{ StringNotEquals: { 'sts:ExternalId': ['a', 'shop-42'] } }, false],
    [{ Bool: { 'aws:MultiFactorAuthPresent': true } }, true],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'False' } }, false],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': 121 } }, true],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '120' } }, false],
    [{ NumericLessThan: { 'sts:ExternalId': '120' } }, false],
    // Every operator and every key must hold.
    [{ StringEquals: { 'sts:ExternalId': 'shop-42', 'aws:username': 'eve' } }, false],
    [{ StringEquals: { 'sts:ExternalId': 'shop-42' }, Bool: { 'aws:username': 'x' } }, false],
    // A policy variable stands for the request's own value, which is never wild.
    [{ StringEquals: { 'aws:username': variable('aws:username') } }, true],
    [{ StringLike: { 'aws:username': variable('aws:userid') } }, false],
    [{ StringEquals: { 'aws:username': variable('aws:unknown') } }, false],
    [{ StringEquals: { 'aws:userid': `a${variable('*')}` } }, true],
  ])('%j is %s', (block, expected) => {
    expect(conditionsHold(block, context)).toBe(expected);
  });

  test.each<[ConditionBlock, boolean]>([
    [{ StringEquals: { 'aws:Gone': 'x' } }, false],
    [{ StringNotEquals: { 'aws:Gone': 'x' } }, true],
    [{ Bool: { 'aws:Gone': 'false' } }, false],
    [{ BoolIfExists: { 'aws:Gone': 'true' } }, true],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
    [{ Null: { 'aws:Gone': 'true' } }, true],
    [{ Null: { 'aws:Gone': 'false' } }, false],
    [{ Null: { 'aws:username': false } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:Gone': 'x' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:Gone': 'x' } }, false],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:Gone': 'x' } }, false],
  ])('a key that is not there: %j is %s', (block, expected) => {
    expect(conditionsHold(block, context)).toBe(expected);
  });

  test.each<[ConditionBlock, boolean]>([
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Project', 'Team', 'x'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Project'] } }, false],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Project'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['x'] } }, false],
    [{ 'ForAllValues:StringLike': { 'aws:TagKeys': ['*e*'] } }, true],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['Team'] } }, true],
  ])('a key of several values: %j is %s', (block, expected) => {
    expect(conditionsHold(block, context)).toBe(expected);
  });
});

test('what is not known is known to be unknown', () => {
  expect(isKnownOperator('ForAllValues:StringLikeIfExists')).toBe(true);
  expect(isKnownOperator('Null')).toBe(true);
  expect(isKnownOperator('DateLessThan')).toBe(false);
  expect(isKnownOperator('ForSomeValues:StringLike')).toBe(false);
});
