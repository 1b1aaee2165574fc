import type { Clock, Random } from '../core/ports.ts';
import type { FaultControl } from './faults.ts';
import type { Organisation } from './organisation.ts';

export interface PracticeStsOptions {
  readonly organisation: Organisation;
  readonly clock: Clock;
  readonly random: Random;
  readonly port?: number;
  readonly host?: '127.0.0.1';
}
export interface PracticeCall {
  readonly action: string;
  readonly principal: string | undefined;
  readonly at: number;
  readonly outcome: string;
}
export interface PracticeSts {
  readonly url: string;
  readonly faults: FaultControl;
  readonly calls: readonly PracticeCall[];
  close(): Promise<void>;
}
export function startPracticeSts(_options: PracticeStsOptions): Promise<PracticeSts> {
  throw new Error('not yet');
}
