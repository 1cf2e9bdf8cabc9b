// What a learner writes for himself: kept on the device below the key of its course, and nowhere else.
(function () {
  "use strict";
  var training = delightTraining;

  // Shows the boxes below a node, each with what was written in it; `wrote` is called as something is.
  training.thoughts = function (node, key, wrote) {
    var kept = (training.kept().courses[key] || {}).thoughts || {};
    Array.prototype.forEach.call(node.querySelectorAll("[data-thought]"), function (field) {
      var name = field.dataset.thought;
      field.hidden = false;
      field.value = kept[name] || "";
      field.addEventListener("input", function () {
        training.change(function (all) {
          var own = all.courses[key] || (all.courses[key] = {});
          (own.thoughts || (own.thoughts = {}))[name] = field.value;
        });
        if (wrote) { wrote(); }
      });
    });
    Array.prototype.forEach.call(node.querySelectorAll("[data-kept]"), function (one) { one.hidden = false; });
  };
})();
