//! A chart as SVG. The library writes fixed colours; the style sheet puts those of the page in their place.

use std::collections::BTreeMap;

use maud::{Markup, html};
use plotters::coord::ranged1d::{IntoSegmentedCoord, SegmentValue};
use plotters::prelude::*;

use crate::store::Day;

const SIZE: (u32, u32) = (720, 240);
/// Stand-ins that `admin.css` replaces; presentation attributes give way to any rule.
const BARS: RGBColor = RGBColor(1, 1, 1);
const LINE: RGBColor = RGBColor(2, 2, 2);
const WORDS: RGBColor = RGBColor(3, 3, 3);
const GRID: RGBColor = RGBColor(4, 4, 4);

/// Opt-ins as bars and opt-outs as a line, by day; empty when it cannot be drawn.
pub(super) fn days(first: Day, opt_ins: &[u64], opt_outs: &[u64]) -> String {
    let mut svg = String::new();
    match draw(&mut svg, first, opt_ins, opt_outs) {
        // The picture repeats the tables; whoever cannot see it misses nothing.
        Ok(()) => svg.replacen("<svg ", "<svg role=\"presentation\" focusable=\"false\" ", 1),
        Err(error) => {
            tracing::warn!(%error, "a chart could not be drawn");
            String::new()
        }
    }
}

fn draw(
    svg: &mut String,
    first: Day,
    opt_ins: &[u64],
    opt_outs: &[u64],
) -> Result<(), Box<dyn std::error::Error>> {
    let last = opt_ins.len().saturating_sub(1);
    let top = opt_ins.iter().chain(opt_outs).copied().max().unwrap_or(0).max(4);
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin(8)
        .x_label_area_size(24)
        .y_label_area_size(44)
        .build_cartesian_2d((0..last).into_segmented(), 0..top + top / 10)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(GRID)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style(("sans-serif", 12, &WORDS))
        .x_labels(7)
        .y_labels(5)
        .x_label_formatter(&|place| match place {
            SegmentValue::CenterOf(i) | SegmentValue::Exact(i) => {
                date(first + Day::try_from(*i).unwrap_or(0))
            }
            SegmentValue::Last => String::new(),
        })
        .draw()?;
    let bars = opt_ins.iter().enumerate().map(|(i, count)| (i, *count));
    chart.draw_series(Histogram::vertical(&chart).style(BARS.filled()).margin(2).data(bars))?;
    let line = opt_outs.iter().enumerate().map(|(i, count)| (SegmentValue::CenterOf(i), *count));
    chart.draw_series(LineSeries::new(line, LINE.stroke_width(2)))?;
    root.present()?;
    drop(chart);
    drop(root);
    Ok(())
}

/// One kind of event by day, small enough for a cell of a table: a bar for each day that had some.
pub(super) fn bars(first: Day, last: Day, counts: &BTreeMap<Day, u64>, name: &str) -> Markup {
    const HEIGHT: u64 = 20;
    let top = counts.values().copied().max().unwrap_or(0).max(1);
    let bars: String = counts
        .range(first..=last)
        // Never too low to be seen.
        .map(|(day, count)| (4 * (day - first), (count * HEIGHT).div_ceil(top)))
        .map(|(x, height)| format!("M{x} {HEIGHT}v-{height}h3v{height}z"))
        .collect();
    let width = 4 * (last - first + 1) - 1;
    html! {
        svg.bars role="img" aria-label=(name) viewBox=(format!("0 0 {width} {HEIGHT}")) { path d=(bars) {} }
    }
}

/// `2026-11-21`
pub(super) fn date(day: Day) -> String {
    jiff::Timestamp::from_second(day * 86_400)
        .map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_holds_a_bar_a_day_and_colours_for_the_style_sheet() {
        let svg = days(20_000, &[3, 0, 5], &[1, 0, 2]);
        assert!(svg.starts_with("<svg role=\"presentation\""), "{svg}");
        assert!(svg.contains("fill=\"#010101\"") && svg.contains("stroke=\"#020202\""), "{svg}");
        assert!(svg.contains(&date(20_000)), "{svg}");
    }

    #[test]
    fn a_quiet_or_empty_span_is_drawn_too() {
        assert!(days(20_000, &[0; 30], &[0; 30]).contains("<svg"));
        assert!(days(20_000, &[], &[]).contains("<svg"));
        assert!(days(20_000, &[7], &[0]).contains("<svg"));
    }

    #[test]
    fn a_bar_stands_at_its_day_and_none_outside() {
        let counts = BTreeMap::from([(9, 100), (10, 1), (12, 40), (13, 7)]);
        let svg = bars(10, 12, &counts, "Opt-outs").into_string();
        assert!(svg.contains("viewBox=\"0 0 11 20\""), "{svg}");
        assert!(svg.contains("d=\"M0 20v-1h3v1zM8 20v-8h3v8z\""), "{svg}");
        assert!(bars(10, 12, &BTreeMap::new(), "").into_string().contains("d=\"\""));
    }

    #[test]
    fn a_day_is_written_as_a_date() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(20_778), "2026-11-21");
    }
}
