/** A time of day, with its date unless that is today, in a language. */
export function formatTime(at, language, now = new Date()) {
  const time = { hour: "2-digit", minute: "2-digit" };
  const isToday = at.toDateString() === now.toDateString();
  return at.toLocaleString(language, isToday ? time : { ...time, day: "numeric", month: "long" });
}
