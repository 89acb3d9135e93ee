// A calendar file for the worker's own calendar. It names nothing: whoever looks at the phone reads "Reminder" in the page's language.

const stamp = (day) => day.toISOString().slice(0, 10).replaceAll("-", "");

/** Write entries so many days before (or after, if negative) a day such as 2027-03-31. */
export function calendar(iso, before, name) {
  const events = before.map((days) => {
    const day = new Date(`${iso}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - days);
    const made = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    return ["BEGIN:VEVENT", `UID:${crypto.getRandomValues(new Uint32Array(3)).join("-")}`, `DTSTAMP:${made}`,
      `DTSTART;VALUE=DATE:${stamp(day)}`, `SUMMARY:${name}`, "END:VEVENT"].join("\r\n");
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reminder//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
}

/** Make the button of a calendar part work. */
export function wire(part, before) {
  const field = part.querySelector("input");
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => {
    if (!field.value) return field.focus();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([calendar(field.value, before, part.dataset.name)], { type: "text/calendar" }));
    link.download = "reminder.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
