type Methods<Name extends string> = Readonly<Record<Name, (...given: never[]) => Promise<unknown>>>;

/**
 * The methods `names` of what `load` gives. It is loaded when the first of them is called: AWS tools run
 * a command for each of their calls, and most of these need nothing but what is kept. A load that fails
 * fails the call, and the next one tries again.
 */
export function loadedOnCall<Name extends string, Loaded extends Methods<Name>>(
  load: () => Promise<Loaded>,
  names: readonly Name[],
): Pick<Loaded, Name> {
  let loading: Promise<Loaded> | undefined;
  const loaded = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const call =
    (name: Name) =>
    async (...given: never[]) =>
      await (await loaded())[name](...given);
  return Object.fromEntries(names.map((name) => [name, call(name)])) as Pick<Loaded, Name>;
}
