import { expect, test } from 'vitest';
import { failureText, successText } from './answer-text.ts';

const result = {
  A: { Token: 'a/b+c==', When: new Date('2026-01-02T03:04:05.678Z') },
  B: undefined,
  C: 6,
};

test('success as XML and as JSON', () => {
  expect(successText('Act', result, 'id', false)).toEqual({
    contentType: 'text/xml',
    text: `<ActResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <ActResult>
    <A>
      <Token>a/b+c==</Token>
      <When>2026-01-02T03:04:05Z</When>
    </A>
    <C>6</C>
  </ActResult>
  <ResponseMetadata>
    <RequestId>id</RequestId>
  </ResponseMetadata>
</ActResponse>
`,
  });
  expect(JSON.parse(successText('Act', result, 'id', true).text)).toEqual({
    ActResponse: {
      ActResult: { A: { Token: 'a/b+c==', When: 1_767_323_045 }, C: 6 },
      ResponseMetadata: { RequestId: 'id' },
    },
  });
});

test('whatever a caller sent comes back as well-formed XML', () => {
  const message = `<a> & "b"\n\u0000\ud800`;
  const failure = { code: 'X', type: 'Sender', message } as const;
  expect(failureText(failure, 'id', false).text).toContain(
    '<Message>&lt;a&gt; &amp; &quot;b&quot;&#xA;\ufffd\ufffd</Message>',
  );
  expect(JSON.parse(failureText(failure, 'id', true).text).Error.Message).toBe(message);
});
