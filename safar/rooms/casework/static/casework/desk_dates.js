// The worker's own terms, counted here from days that never leave the desk. The same counting as safar/rules/case_clocks.py.

const WEEKENDS = [[5, 6], [6, 0]]; // Friday and Saturday; Saturday and Sunday
const DAY = 86400000;
const at = (day) => new Date(day + "T00:00:00Z");
const written = (date) => date.toISOString().slice(0, 10);
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !isNaN(at(text)) && written(at(text)) === text;

function monthsAfter(date, months) {
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date.getUTCDate(), last)));
}

function workingDaysAfter(date, count, weekend) {
  let day = date;
  for (let left = count; left > 0; ) {
    day = new Date(day.getTime() + DAY);
    if (!weekend.includes(day.getUTCDay())) left -= 1;
  }
  return day;
}

/** Give the last day of a term {value, unit, less} from an event; of two countings the sooner. */
export function lastDay(clock, event) {
  const begin = at(event);
  let end = new Date(begin.getTime() + clock.value * DAY);
  if (clock.unit === "months") end = monthsAfter(begin, clock.value);
  if (clock.unit === "working-days") {
    end = new Date(Math.min(...WEEKENDS.map((weekend) => workingDaysAfter(begin, clock.value, weekend).getTime())));
  }
  return written(new Date(end.getTime() - clock.less * DAY));
}

/** Give the terms that may run, the soonest end first: of a topic the first is the one that counts. */
export function termsFor(clocks, country, topics, event) {
  const asked = clocks.filter((one) => one.country === country && one.topics.some((topic) => topic === "any" || topics.includes(topic)));
  return asked.map((clock) => ({ clock, last: lastDay(clock, event) })).sort((a, b) => (a.last < b.last ? -1 : 1));
}
