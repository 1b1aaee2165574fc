import { describe, expect, test } from 'vitest';
import type { ShowRequest } from '../../electron/contract/show-request.ts';
import { createShowRequests } from './show-requests.ts';

const keys: ShowRequest = { kind: 'screen', screen: 'keys' };
const hub: ShowRequest = { kind: 'role', profile: 'hub' };

describe('createShowRequests', () => {
  test('keeps the newest request until somebody can show it, and gives it once', () => {
    const requests = createShowRequests();
    const shown: ShowRequest[] = [];
    requests.accept(keys);
    requests.accept(hub);
    requests.follow((request) => shown.push(request))();
    requests.follow((request) => shown.push(request));
    expect(shown).toEqual([hub]);
    requests.accept(keys);
    expect(shown).toEqual([hub, keys]);
  });

  test('an earlier follower that leaves late takes nothing from the later one', () => {
    const requests = createShowRequests();
    const shown: ShowRequest[] = [];
    const leave = requests.follow(() => undefined);
    requests.follow((request) => shown.push(request));
    leave();
    requests.accept(hub);
    expect(shown).toEqual([hub]);
  });
});
