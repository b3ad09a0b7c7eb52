/* Text as it is searched: accents, capitals, kinds of space, hyphen and apostrophe, and what is only invisible do not
   count, as geodata/letters.py has it. */
(() => {
  const mali = (window.mali ??= {});
  const WHOLE = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i" };

  mali.fold = (text) =>
    String(text ?? "")
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .replace(/[œæøłđı]/g, (letter) => WHOLE[letter])
      .replace(/[’‘ʼ`´']/g, "'")
      .replace(/[\u2010-\u2013]/g, "-")
      .replace(/\s+/g, " ")
      .trim();
})();
