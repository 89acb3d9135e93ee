// Lets a worker put the end of a permit's window into her own calendar; the day she gives stays on the device.

import { wire } from "./calendar.js";

document.querySelectorAll("[data-calendar]").forEach((part) => {
  const days = Number(part.dataset.calendar);
  wire(part, [-days, ...(days > 14 ? [7 - days] : [])]);
});
addEventListener("pagehide", () => document.querySelectorAll("[data-calendar] input").forEach((field) => { field.value = ""; }));
