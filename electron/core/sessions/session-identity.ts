import { createHash } from 'node:crypto';
import type { BaseKind, Plan, PlanStep } from '../chain/types.ts';

/**
 * The shape of what each step of a plan yields: a hash of all that shaped it but the duration of its
 * own call. Steps that roles share have equal shapes, so a hub is assumed once for all behind it.
 *
 * The route is not part of a role's shape: a role assumed straight with a code and the same role
 * assumed through an MFA session are the same credentials to every tool.
 *
 * `baseIdentity` is the id of the key or trio that the chain starts from, else a name for whose
 * credentials a base gives, which outlasts each single trio.
 */
export function planShapes(plan: Plan, baseIdentity: string): readonly string[] {
  const { chain } = plan;
  const shapes: string[] = [];
  let parent = hash({
    base: chain.base.kind,
    baseKeyId: baseIdentity,
    mfaSerial: chain.mfa?.serial ?? null,
  });
  for (const step of plan.steps) {
    const shape = stepShape(parent, step);
    shapes.push(shape);
    // A session token is another form of the base key: the roles behind it are the same either way.
    parent = step.hop === undefined ? parent : shape;
  }
  return shapes;
}

/** The shape of a base's own trio, of which `identity` says whose it is. */
export function baseShape(kind: BaseKind, identity: string): string {
  return hash({ ownTrioOf: kind, identity });
}

/** The identity of a session: its shape and the duration that was asked for, in seconds. */
export function sessionIdentity(shape: string, durationSeconds: number): string {
  return hash({ shape, durationSeconds });
}

function stepShape(parent: string, step: PlanStep): string {
  const { hop } = step;
  const call = { parent, action: step.action, region: step.region, endpoint: step.endpoint };
  if (hop === undefined) {
    return hash(call);
  }
  return hash({
    ...call,
    roleArn: hop.roleArn,
    externalId: hop.externalId ?? null,
    sessionName: step.sessionName ?? null,
    tags: hop.tags.map(({ key, value }) => [key, value]),
    transitiveTagKeys: [...hop.transitiveTagKeys],
    sourceIdentity: step.sourceIdentity ?? null,
    policyArns: [...hop.policyArns],
  });
}

/** The properties come in the order they are written above, so equal values give equal texts. */
function hash(value: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
