/* Draws each table that is marked by data-chart. The table stays on the page, folded: it is what is read aloud, and what stands
   there without script. Colours are those of the page, so that each scheme has its own. */

const { Chart } = globalThis;
const tables = [...document.querySelectorAll("table[data-chart]")];
const dark = matchMedia("(prefers-color-scheme: dark)");
/** Lines and bars are told apart without their colour, too. */
const DASHES = [[], [7, 4], [2, 3]];
const thresholds = [...document.querySelectorAll("tr[data-threshold]")].map(row => String(Number(row.dataset.threshold)));
const POINTS = ["circle", "rectRot", "triangle"];

const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** A label for each of a table's rows, and the numbers of its columns that have a colour, which come first. Some have none. */
function read(table) {
  const heads = [...table.querySelectorAll("thead th[data-hue]")];
  const rows = [...table.querySelectorAll("tbody tr")];
  const cells = rows.map(row => [...row.querySelectorAll("td")]);
  return {
    labels: rows.map(row => row.querySelector("th").textContent),
    series: heads.map((head, i) => ({
      label: head.textContent,
      hue: colour("hue-" + head.dataset.hue),
      data: cells.map(row => (row[i].dataset.value === undefined ? null : Number(row[i].dataset.value))),
      said: cells.map(row => row[i].textContent),
    })),
  };
}

function dataset(kind, one, i) {
  return kind === "stack"
    ? { ...one, backgroundColor: one.hue, borderColor: colour("panel"), borderWidth: 1, maxBarThickness: 40 }
    : {
        ...one, borderColor: one.hue, backgroundColor: one.hue, borderDash: DASHES[i % DASHES.length],
        pointStyle: POINTS[i % POINTS.length], pointRadius: kind === "curve" ? 0 : 4, borderWidth: 2, spanGaps: true,
      };
}

function axis(table, kind) {
  const ink = colour("ink-soft");
  const scale = {
    ticks: { color: ink, maxRotation: 0, autoSkipPadding: 12 },
    grid: { color: colour("line") },
    border: { color: colour("edge") },
  };
  const value = { ...scale, beginAtZero: true, stacked: kind === "stack", title: { display: true, text: table.dataset.unit, color: ink } };
  return {
    x: { ...scale, stacked: kind === "stack", grid: { display: false }, title: { display: Boolean(table.dataset.across), text: table.dataset.across, color: ink } },
    y: kind === "stack" ? { ...value, ticks: { ...scale.ticks, precision: 0 } } : kind === "curve" ? { ...value, max: 100 } : value,
  };
}

function options(table, kind) {
  const ink = colour("ink");
  return {
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    scales: axis(table, kind),
    plugins: {
      legend: { position: "bottom", labels: { color: ink, usePointStyle: kind !== "stack", boxWidth: 14, boxHeight: 10 } },
      tooltip: {
        filter: item => item.raw !== null && item.raw !== 0,
        callbacks: { label: item => item.dataset.label + ": " + item.dataset.said[item.dataIndex] },
      },
    },
  };
}

/** The interval in which a share lies, as a line with ends over its bar. */
const intervals = {
  id: "intervals",
  afterDatasetsDraw(chart) {
    const { ctx, scales: { x, y } } = chart;
    ctx.strokeStyle = colour("ink");
    ctx.lineWidth = 1.5;
    chart.data.datasets[0].ends.forEach(([low, high], i) => {
      const at = y.getPixelForValue(i);
      ctx.beginPath();
      ctx.moveTo(x.getPixelForValue(low), at);
      ctx.lineTo(x.getPixelForValue(high), at);
      for (const end of [low, high]) {
        ctx.moveTo(x.getPixelForValue(end), at - 5);
        ctx.lineTo(x.getPixelForValue(end), at + 5);
      }
      ctx.stroke();
    });
  },
};

/** The threshold of the slider, as a line across the curves. */
const chosen = {
  id: "chosen",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales: { x } } = chart;
    const at = thresholds.indexOf(String(Number(document.querySelector("#threshold").value)));
    if (at >= 0) {
      ctx.strokeStyle = colour("ink");
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(x.getPixelForValue(at), chartArea.top);
      ctx.lineTo(x.getPixelForValue(at), chartArea.bottom);
      ctx.stroke();
    }
  },
};

/** A label in lines of a few words, so that a narrow screen keeps room for the bars. */
function folded(text, longest) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last && (last + " " + word).length > longest) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = last ? last + " " + word : word;
    }
  }
  return lines;
}

function shares(table, canvas) {
  const rows = [...table.querySelectorAll("tbody tr[data-value]")];
  const percent = text => Number(text) * 100;
  const settings = options(table, "shares");
  const scales = axis(table, "shares");
  return new Chart(canvas, {
    type: "bar",
    plugins: [intervals],
    data: {
      labels: rows.map(row => folded(row.dataset.label, 16)),
      datasets: [{
        data: rows.map(row => percent(row.dataset.value)),
        ends: rows.map(row => [percent(row.dataset.low), percent(row.dataset.high)]),
        said: rows.map(row => [...row.querySelectorAll("td")].slice(1).map(cell => cell.textContent.trim()).join(" · ")),
        backgroundColor: rows.map(row => colour("hue-" + row.dataset.share)),
        maxBarThickness: 26,
      }],
    },
    options: {
      ...settings,
      indexAxis: "y",
      interaction: { mode: "index", axis: "y", intersect: false },
      scales: {
        x: { ...scales.y, max: 100 },
        y: { ...scales.x, ticks: { ...scales.x.ticks, color: colour("ink"), autoSkip: false } },
      },
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { label: item => item.dataset.said[item.dataIndex] } },
      },
    },
  });
}

function draw(table) {
  const kind = table.dataset.chart;
  const place = document.getElementById(table.dataset.place);
  const canvas = place.querySelector("canvas");
  Chart.getChart(canvas)?.destroy();
  place.hidden = false;
  if (kind === "shares") {
    shares(table, canvas);
    return;
  }
  const { labels, series } = read(table);
  new Chart(canvas, {
    type: kind === "stack" ? "bar" : "line",
    plugins: kind === "curve" ? [chosen] : [],
    data: { labels, datasets: series.map((one, i) => dataset(kind, one, i)) },
    options: options(table, kind),
  });
}

function drawAll() {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  tables.filter(table => table.dataset.chart !== "shares" || table.querySelector("tr[data-value]")).forEach(draw);
}

/** The slider says what its threshold would change; the row of the table has the sentence. */
function slide() {
  const slider = document.querySelector("#threshold");
  const said = document.querySelector("#said");
  const rows = new Map([...document.querySelectorAll("tr[data-threshold]")].map(row => [Number(row.dataset.threshold), row]));
  const say = () => {
    const row = rows.get(Number(slider.value));
    said.textContent = row?.dataset.said ?? "";
    Chart?.getChart(document.querySelector("#draw-curve canvas"))?.draw();
    slider.setAttribute("aria-valuetext", row?.querySelector("th").textContent ?? slider.value);
    for (const one of rows.values()) {
      one.classList.toggle("chosen-row", one === row);
    }
  };
  slider.addEventListener("input", say);
  say();
}

if (Chart) {
  drawAll();
  dark.addEventListener("change", drawAll);
  for (const folder of document.querySelectorAll("details.numbers")) {
    folder.open = false;
  }
}
if (document.querySelector("#threshold")) {
  slide();
}
