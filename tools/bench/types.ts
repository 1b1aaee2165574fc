/** What a measure is given. */
export interface BenchContext {
  /** A throw-away folder of this measure's own; it is removed after the run. */
  readonly folder: string;
  /** How many rounds to run of the `usual` number: all of them, or a share with --quick; at least 3. */
  rounds(usual: number): number;
  /** Shows what is going on, on standard error. */
  say(text: string): void;
}

/** One row of the table: a figure of ours, beside a rival's or a floor in the same run. */
export interface Measured {
  /** What this row measures, where a measure has several rows; else its line says it. */
  readonly what?: string;
  /** Our figure, in `unit`: the median over the samples, where the line says nothing else. */
  readonly ours: number;
  /** The figure of the rival or of the floor that was measured beside it, in the same unit. */
  readonly theirs?: number;
  /** Who the rival is, such as `botocore` or `an empty Node`. */
  readonly rival?: string;
  /** What the target is about, where it is a ratio. */
  readonly ratio?: number;
  /** The target in words, such as `under 60 ms`. */
  readonly target: string;
  readonly holds: boolean;
  /** `ms`, `%`, `MB`, `calls`: printed behind both figures. */
  readonly unit: string;
  readonly note?: string;
  /** How many samples the figure was made of. */
  readonly samples: number;
  /** Times over sizes, where the row is about growth. */
  readonly curve?: Curve;
}

/** A row that this machine can't fill, which is never told as held. */
export interface NotMeasured {
  readonly what?: string;
  readonly target: string;
  /** Why not, such as `the AWS CLI is not installed`. */
  readonly notMeasured: string;
}

/** One row of the table. */
export type Result = Measured | NotMeasured;

/** How a time grows with a size. */
export interface Curve {
  /** What grows, such as `read and resolve`. */
  readonly name: string;
  /** What the size counts: `profiles`, `sessions`, `roles`. */
  readonly over: string;
  /** Sizes in rising order with the CPU time in milliseconds. */
  readonly points: readonly (readonly [size: number, milliseconds: number])[];
}

/** Something that `npm run bench` measures. Each runs in a process of its own, started with --expose-gc. */
export interface Measure {
  /** What `npm run bench -- NAME` calls it. */
  readonly name: string;
  /** The line of the table that it is about, in words. */
  readonly line: string;
  /** After how many seconds it is ended and told as not measured; 120 where nothing is said. */
  readonly limitSeconds?: number;
  run(context: BenchContext): Promise<Result | readonly Result[]>;
}
