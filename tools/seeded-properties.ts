/** Before each test file: property tests that name no seed take the run's, which repeats a failure. */
import fc from 'fast-check';
import { loopSeed } from './loops.ts';

fc.configureGlobal({ seed: loopSeed() });
