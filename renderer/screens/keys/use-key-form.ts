import { type RefObject, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import { bridge } from '../../bridge.ts';
import { checkKey, KEY_FIELDS, type KeyFaults, type KeyFieldName } from '../../lib/key-checks.ts';
import type { VerbRunner } from '../../lib/run-verb.ts';
import { sentence } from '../../lib/sentence.ts';

/** What React may hold of a new key: all but the secret. */
export interface OpenFields {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly mfaSerial: string;
}

export interface KeyFormModel {
  readonly fields: OpenFields;
  readonly secret: RefObject<HTMLInputElement | null>;
  readonly shown: KeyFaults;
  readonly failure: Failure | undefined;
  readonly isSending: boolean;
  change(field: keyof OpenFields, value: string): void;
  editSecret(): void;
  leave(field: KeyFieldName): void;
  /** Gives the first wrong field; undefined where the key was sent, `onDone` follows then. */
  send(): KeyFieldName | undefined;
}

/**
 * The state of the form that adds a key. The secret is taken out of its input in the moment it is
 * sent, whatever comes of it; after a failure only the other fields are still filled.
 */
export function useKeyForm(profile: string, verbs: VerbRunner, onDone: () => void): KeyFormModel {
  const [fields, setFields] = useState<OpenFields>({ profile, accessKeyId: '', mfaSerial: '' });
  const [faults, setFaults] = useState<KeyFaults>({});
  const [failure, setFailure] = useState<Failure>();
  const [isSending, setIsSending] = useState(false);
  const left = useRef(new Set<KeyFieldName>());
  const secret = useRef<HTMLInputElement>(null);

  const check = (current: OpenFields, which: ReadonlySet<KeyFieldName>): KeyFaults => {
    const found = checkKey({ ...current, secretAccessKey: secret.current?.value ?? '' });
    setFaults(
      Object.fromEntries(
        KEY_FIELDS.filter((name) => which.has(name)).map((name) => [name, found[name]]),
      ),
    );
    return found;
  };
  const tidy = (): OpenFields => ({
    profile: fields.profile.trim(),
    accessKeyId: fields.accessKeyId.trim(),
    mfaSerial: fields.mfaSerial.trim(),
  });

  const transmit = async (open: OpenFields, secretAccessKey: string): Promise<void> => {
    setIsSending(true);
    setFailure(undefined);
    const done = await addOrReplace({ ...open, secretAccessKey }, verbs, setFailure);
    setIsSending(false);
    if (done) onDone();
    else left.current.delete('secretAccessKey');
  };

  return {
    fields,
    secret,
    shown: faults,
    failure,
    isSending,
    change: (field, value) => {
      const next = { ...fields, [field]: value };
      setFields(next);
      check(next, left.current);
    },
    editSecret: () => {
      if (left.current.has('secretAccessKey')) check(fields, left.current);
    },
    leave: (field) => {
      const value = field === 'secretAccessKey' ? secret.current?.value : fields[field];
      if (value === undefined || value === '') return;
      left.current.add(field);
      check(fields, left.current);
    },
    send: () => {
      left.current = new Set(KEY_FIELDS);
      const open = tidy();
      const found = check(open, left.current);
      const wrong = KEY_FIELDS.find((name) => found[name] !== undefined);
      if (wrong !== undefined || secret.current === null) return wrong;
      const { value } = secret.current;
      secret.current.value = '';
      void transmit(open, value);
      return undefined;
    },
  };
}

/**
 * Sends the key. Another key under the name is given up only after a yes; until then the secret
 * waits in this call alone. Gives true where the key is in the keychain.
 */
async function addOrReplace(
  key: OpenFields & { readonly secretAccessKey: string },
  verbs: VerbRunner,
  onFailure: (failure: Failure) => void,
): Promise<boolean> {
  const seen: { failure?: Failure } = {};
  const first = await verbs.run(() => bridge.addKey({ ...key, replace: false }), {
    onFailure: (failure) => {
      seen.failure = failure;
    },
  });
  if (first !== undefined) return true;
  if (seen.failure === undefined) return false;
  if (seen.failure.code !== 'KEY_EXISTS') {
    onFailure(seen.failure);
    return false;
  }
  const isWanted = await verbs.confirm({
    title: `Replace the key of ${key.profile}?`,
    message: `${sentence(seen.failure.message)} Its entry in the keychain is given up; the old key stays valid at AWS until you delete it there.`,
    action: 'Replace',
    isDangerous: true,
  });
  if (!isWanted) return false;
  const second = await verbs.run(() => bridge.addKey({ ...key, replace: true }), { onFailure });
  return second !== undefined;
}
