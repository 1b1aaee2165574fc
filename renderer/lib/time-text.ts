/** Time left for a sentence, whole minutes, in seconds below two: `42 min`, `7 h 40 min`, `58 s`. */
export function timeLeft(milliseconds: number): string {
  const seconds = wholeSeconds(milliseconds);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Time left where there is little room and minutes of hours do not matter: `7 h`, `42 min`. */
export function roughTimeLeft(milliseconds: number): string {
  const hours = Math.floor(wholeSeconds(milliseconds) / 3600);
  return hours === 0 ? timeLeft(milliseconds) : `${hours} h`;
}

/** Time left in at most three signs, for the inside of a ring: `42m`, `7h`, `58s`. */
export function shortTimeLeft(milliseconds: number): string {
  const seconds = wholeSeconds(milliseconds);
  if (seconds < 60) {
    return `${seconds}s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h`;
}

/** `14:32` in local time; with the date where it is not today. Both in epoch milliseconds. */
export function clockTime(at: number, now: number): string {
  const time = new Date(at);
  const text = `${two(time.getHours())}:${two(time.getMinutes())}`;
  const isToday = time.toDateString() === new Date(now).toDateString();
  return isToday ? text : `${dayText(at)} ${text}`;
}

/** `2026-03-09` in local time, of epoch milliseconds. */
export function dayText(at: number): string {
  const time = new Date(at);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** `41 days`, `1 day`. */
export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function wholeSeconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
