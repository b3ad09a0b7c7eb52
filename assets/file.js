/* What a reader takes along as a file: saved under a name, as a link would. */
(() => {
  const mali = (window.mali ??= {});
  const HELD = 60_000; // milliseconds that a browser may take to read what it saves

  mali.saveFile = (content, type, name) => {
    const link = mali.element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), HELD);
  };

  /* An answer of the server, under the name that it gives it; returns the name. */
  mali.saveAnswer = ({ answer, body }, otherwise) => {
    const name = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? otherwise;
    mali.saveFile(body, answer.headers.get("Content-Type"), name);
    return name;
  };
})();
