/* The ground that the page is shown on. Python says what makes it dark, and for which media each theme does so; here it is
   put on with the address, and looked up for what is painted on a canvas. */
(() => {
  const mali = (window.mali ??= {});
  const styles = getComputedStyle(document.documentElement);

  mali.theme = {
    /* Wear what the address asks for; without a word, what the reader's system prefers. */
    wear(theme) {
      const sheet = document.getElementById("dark");
      if (sheet) sheet.media = sheet.dataset[theme ?? "preferred"];
    },

    /* What a colour of a figure is on the ground that the page has now. */
    colour: (colour) => styles.getPropertyValue(`--dark-${colour.replace(/\W+/g, "-").replace(/^-|-$/g, "")}`).trim() || colour,
  };
})();
