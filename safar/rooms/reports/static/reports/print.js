// Offers to print where there is script.
const print = document.querySelector("[data-do=print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
