"use strict";
// Hides fields that another answer makes needless. Without this script they are all shown, and the server does not mind.
(() => {
  const saying = (form, name) => [...form.elements].filter((e) => e.name === name && (e.type !== "radio" || e.checked)).map((e) => e.value)[0] || "";
  for (const form of document.querySelectorAll(".hl-form")) {
    const dependent = [...form.querySelectorAll("[data-when]")];
    if (!dependent.length) continue;
    const show = () => dependent.forEach((part) => {
      const [name, answers] = part.dataset.when.split("=");
      const hide = !answers.split(",").includes(saying(form, name));
      const heading = part.previousElementSibling;
      part.toggleAttribute("data-hidden", hide);
      if (heading && heading.tagName === "H2") heading.toggleAttribute("data-hidden", hide);
    });
    form.addEventListener("change", show);
    show();
  }
  const problems = document.getElementById("problems");
  if (problems) problems.focus();
})();
