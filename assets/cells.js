/* Cells of tables that are handed out to spreadsheets, which run what looks like a formula: as geodata/cells.py has it. */
(() => {
  const mali = (window.mali ??= {});
  const RUN = /^(?:[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n])/;
  const NUMBER = /^[+-]?[0-9]+([.,][0-9]+)?$/;

  mali.safeCell = (value) => {
    const cell = String(value ?? "");
    return RUN.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  };
})();
