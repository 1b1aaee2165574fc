import { describe, expect, test } from 'vitest';
import { loopCount } from '../../../../tools/loops.ts';
import { ownedTargets } from '../../outputs/credentials-file/ownership.ts';
import { withManyRoles } from '../testing/many-roles.ts';
import { practiceDesktop } from './testing/practice-desktop.ts';

const MINUTE = 60_000;
const ROLES = loopCount(200, 48);

describe('many roles over 8 hubs', () => {
  test('expire together and are renewed with one call a hop', async () => {
    const valet = await practiceDesktop({
      organisation: (sample) => withManyRoles(sample, 8, ROLES),
    });
    try {
      const unlocking = valet.verbs.unlockBase('security');
      await valet.answer(valet.practice.code());
      await unlocking;
      const roles = Array.from({ length: ROLES }, (_, index) => `many-${index}`);
      for (const role of roles) {
        expect(await valet.verbs.switchRole(role, false), role).toMatchObject({ ok: true });
      }
      const calls = () => valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole');
      expect(calls()).toHaveLength(ROLES + 8);

      // Asleep until long after all of them, hubs included, have ended.
      valet.practice.sleep(100 * MINUTE);
      await valet.desktop.wake();
      await valet.desktop.kept.settled();
      expect(calls()).toHaveLength(2 * (ROLES + 8));
      const now = valet.practice.app.clock.now();
      const targets = await ownedTargets(valet.practice.app);
      expect(targets).toHaveLength(ROLES);
      expect(targets.every(({ expiration }) => expiration - now > 55 * MINUTE)).toBe(true);
      for (const role of roles) expect(valet.role(role)?.state, role).toBe('active');
      expect(valet.notices.filter(({ title }) => title.includes('MFA'))).toEqual([]);

      // The MFA session over: one notice for all, and no prompt storm.
      await valet.verbs.forgetMfaSession('security');
      valet.practice.sleep(100 * MINUTE);
      await valet.desktop.wake();
      await valet.desktop.kept.settled();
      for (const role of roles) expect(valet.role(role)?.state, role).toBe('needs-mfa');
      expect(valet.notices.filter(({ title }) => title.includes('MFA code'))).toHaveLength(1);
      expect(valet.desktop.snapshot.question).toBeUndefined();

      const renewing = valet.verbs.renewRole('many-0');
      await valet.answer(valet.practice.code());
      expect(await renewing).toMatchObject({ ok: true });
      await valet.desktop.kept.settled();
      expect(calls()).toHaveLength(3 * (ROLES + 8));
      for (const role of roles) expect(valet.role(role)?.state, role).toBe('active');
    } finally {
      await valet.close();
    }
  }, 240_000);
});
