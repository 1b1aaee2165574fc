import type { CallPlace } from './types.ts';

/** Why a call is made where it is, one sentence each. The endpoint of the region needs no word. */
export function placeReasons(place: CallPlace): readonly string[] {
  const { region, regionFrom, endpoint, endpointFrom } = place;
  return [
    `Region ${region}: ${regionFrom}`,
    ...(endpointFrom === undefined ? [] : [`Endpoint ${endpoint}: ${endpointFrom}`]),
  ];
}
