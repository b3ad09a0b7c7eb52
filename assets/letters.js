/* Text as it is searched: accents, capitals, kinds of space and of hyphen, and what is only invisible do not count. */
(() => {
  const mali = (window.mali ??= {});

  mali.fold = (text) =>
    String(text ?? "")
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .replace(/[’ʼ`´']/g, "'")
      .replace(/[\u2010-\u2013]/g, "-")
      .replace(/\s+/g, " ")
      .trim();
})();
