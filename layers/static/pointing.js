/* Pointing at marks: with the mouse or a finger, and with the keyboard.

   Text of a record reaches the page here and nowhere else, as text nodes. */
(function (mapapp) {
  "use strict";

  var NEAR = 5, NEAR_FINGER = 14; // px around a mark that still count as the mark
  var HINT_MS = 1500;
  var ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

  /* A label of a mark beside it: its head set apart, one line for each thing said. */
  mapapp.makeTip = function (container) {
    var element = add(container, "div", "mapapp-tip");
    element.setAttribute("role", "tooltip");
    element.hidden = true;
    return {
      show: function (point, labels, gap) {
        element.textContent = "";
        labels.forEach(function (label, index) {
          var at = label.indexOf(": ");
          var head = at < 0 ? label : label.slice(0, at);
          if (!index) { add(element, "strong", "").textContent = head; }
          if (at >= 0) { add(element, "span", "").textContent = label.slice(at + 2); }
        });
        element.hidden = false;
        place(element, container, point, gap);
      },
      hide: function () { element.hidden = true; },
      remove: function () { element.remove(); }
    };
  };

  /* Follow the pointer. marks: {at(point, reach), open(mark), tip(mark, point)} */
  mapapp.followPointer = function (map, marks) {
    var container = map.getContainer();

    function look(event) {
      var mark = marks.at(event.containerPoint, event.originalEvent, NEAR);
      container.classList.toggle("mapapp-on-mark", Boolean(mark));
      marks.tip(mark, event.containerPoint);
    }
    function leave() { marks.tip(null); }
    function press(event) {
      var isFinger = event.originalEvent && event.originalEvent.pointerType === "touch";
      var mark = marks.at(event.containerPoint, event.originalEvent, isFinger ? NEAR_FINGER : NEAR);
      marks.tip(mark, event.containerPoint);
      if (mark) { marks.open(mark, event.latlng); }
    }
    map.on("mousemove", look).on("mouseout movestart zoomstart", leave).on("click", press);
    return function () {
      map.off("mousemove", look).off("mouseout movestart zoomstart", leave).off("click", press);
      container.classList.remove("mapapp-on-mark");
    };
  };

  /* Zoom with the wheel only while Ctrl or the command key is held, so that a page scrolls on over a
     map that was not asked for; else say how. A pinch on a touchpad comes as a wheel with Ctrl. */
  mapapp.followWheel = function (map, words) {
    var container = map.getContainer(), hint = add(container, "div", "mapapp-hint"), rest = 0;
    var isMac = /^Mac|iP(hone|ad)/.test(window.navigator.platform);
    hint.hidden = true;
    hint.setAttribute("aria-hidden", "true");
    hint.textContent = words.wheel.replace("{key}", isMac ? "⌘" : "Ctrl");

    function turn(event) {
      var isMeant = mapapp.isZooming(event);
      map.scrollWheelZoom[isMeant ? "enable" : "disable"]();
      hint.hidden = isMeant;
      window.clearTimeout(rest);
      rest = window.setTimeout(function () { hint.hidden = true; }, HINT_MS);
    }
    map.scrollWheelZoom.disable();
    container.addEventListener("wheel", turn, {capture: true, passive: false});
    return function () {
      window.clearTimeout(rest);
      container.removeEventListener("wheel", turn, {capture: true});
      hint.remove();
    };
  };

  /* Whether a turn of the wheel is meant for the map. */
  mapapp.isZooming = function (event) { return event.ctrlKey || event.metaKey; };

  /* Let the keyboard reach every mark from one stop: arrows go to the nearest mark that way,
     Page Up and Page Down through all of them in order, Enter opens.
     marks: {size(), point(index), label(index), nearest(index, dx, dy), centre(), focus(index), open(index)} */
  mapapp.followKeyboard = function (map, marks, words) {
    var container = map.getContainer();
    var stop = document.createElement("div");
    stop.className = "mapapp-stop";
    stop.tabIndex = 0;
    stop.setAttribute("role", "application");
    stop.setAttribute("aria-label", words.marks);
    container.insertBefore(stop, container.firstChild);
    var live = add(container, "div", "mapapp-live");
    live.setAttribute("aria-live", "polite");
    var current = -1;

    function go(index) {
      if (!marks.size()) { return; }
      current = Math.max(0, Math.min(marks.size() - 1, index));
      marks.focus(current);
      live.textContent = marks.label(current) + " (" + (current + 1) + "/" + marks.size() + ")";
    }
    function press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) { return; }
      var arrow = ARROWS[event.key];
      if (arrow && event.shiftKey) { map.panBy([arrow[0] * 80, arrow[1] * 80], {animate: !mapapp.prefersCalm()}); }
      else if (arrow) { go(current < 0 ? marks.centre() : marks.nearest(current, arrow[0], arrow[1])); }
      else if (event.key === "Home") { go(0); }
      else if (event.key === "End") { go(marks.size() - 1); }
      else if (event.key === "PageDown") { go(current + 1); }
      else if (event.key === "PageUp") { go(current - 1); }
      else if (event.key === "+" || event.key === "=") { map.zoomIn(); }
      else if (event.key === "-") { map.zoomOut(); }
      else if (event.key === "Escape" && current >= 0) { rest(); }
      else if ((event.key === "Enter" || event.key === " ") && current >= 0) { marks.open(current); }
      else { return; }
      event.preventDefault();
      event.stopPropagation();
    }
    function enter() {
      if (current < 0 && stop.matches(":focus-visible")) { go(marks.centre()); }
      else if (current >= 0) { go(current); }
    }
    function rest() { marks.focus(-1); }

    stop.addEventListener("keydown", press);
    stop.addEventListener("focus", enter);
    stop.addEventListener("blur", rest);
    return {
      forget: function () {
        current = -1;
        rest();
        live.textContent = "";
      },
      remove: function () {
        stop.remove();
        live.remove();
      }
    };
  };

  function add(parent, name, className) {
    var element = document.createElement(name);
    if (className) { element.className = className; }
    parent.appendChild(element);
    return element;
  }

  /* Above the point if there is room, and always inside the map. */
  function place(element, container, point, gap) {
    var room = container.getBoundingClientRect(), size = element.getBoundingClientRect();
    var x = Math.max(6, Math.min(room.width - size.width - 6, point.x - size.width / 2));
    var above = point.y - gap - size.height;
    element.style.left = Math.round(x) + "px";
    element.style.top = Math.round(above > 6 ? above : point.y + gap) + "px";
  }
})(window.mapapp = window.mapapp || {});
