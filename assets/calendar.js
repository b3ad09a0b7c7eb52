/* Days as numbers, ISO dates and words; the words come from the payload. */
(() => {
  const mali = (window.mali ??= {});
  const DAY = 86400000;
  let first = 0;
  let asOf = Infinity;
  let carried = "";
  let words = null;

  const utc = (day) => new Date(first + day * DAY);

  mali.calendar = {
    begin(frames) {
      first = Date.parse(frames.first);
      words = frames.calendar;
      asOf = frames.asOf;
      carried = frames.says.carried;
      mali.calendar.says = frames.says;
    },

    iso: (day) => utc(day).toISOString().slice(0, 10),

    index: (iso) => Math.round((Date.parse(iso) - first) / DAY),

    /* With the weekday; after the last day of which anything was told, as one on which all is carried forward. */
    inWords(day) {
      const date = utc(day);
      const weekday = words.weekdays[(date.getUTCDay() + 6) % 7];
      const said = `${weekday} ${mali.calendar.plain(day)}`;
      return day > asOf ? carried.replace("{day}", said) : said;
    },

    /* The same without the weekday. */
    plain(day) {
      const date = utc(day);
      const number = date.getUTCDate() === 1 ? words.first : date.getUTCDate();
      return `${number} ${words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    },

    /* The same with the month cut short. */
    brief(day) {
      const date = utc(day);
      const number = date.getUTCDate() === 1 ? words.first : date.getUTCDate();
      return `${number} ${words.short[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    },

    /* The same day of another month, or that month's last day if it is shorter. */
    monthsOn(day, months) {
      const date = utc(day);
      const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
      target.setUTCDate(Math.min(date.getUTCDate(), target.getUTCDate()));
      return Math.round((target.getTime() - first) / DAY);
    },
  };
})();
