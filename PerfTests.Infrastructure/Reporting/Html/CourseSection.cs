using PerfTests.Infrastructure.Reporting.Svg;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Throughput from the start of the load to its end, as chart and table.</summary>
internal static class CourseSection
{
    /// <summary>A load of an hour has thousands of moments; the table shows about this many of them, evenly.</summary>
    private const int MostRows = 30;

    public static void Write(MarkupWriter page, RateCourse? course, bool isBaseline)
    {
        if (course is null)
            return;
        var scale = CourseChart.ScaleOf(course);
        var middle = isBaseline ? "again" : "eBPF";
        page.Write($"<h4>Throughput through the load</h4>\n<div class=\"pair\"><figure>");
        CourseChart.Write(page, course);
        page.Write(
            $"<figcaption>Sent by the client, {scale.Unit}: median over the runs of each arm. ● baseline ■ {middle}</figcaption></figure>\n"
        );
        var (rows, step) = (Math.Min(course.Baseline.Count, course.Middle.Count), 1);
        while (rows / step > MostRows)
            step++;
        page.Write(
            $"<table class=\"arms\"><caption>{scale.Unit}{(step > 1 ? $", every {step}. moment" : "")}<tr><th>Until "
                + $"second<th>Baseline<th>{middle}\n"
        );
        for (var index = 0; index < rows; index += step)
        {
            page.Write(
                $"<tr><td>{course.Baseline[index].EndSeconds.ToString("0.##")}<td>{scale.Number(course.Baseline[index].BitsPerSecond)}"
            );
            page.Write($"<td>{scale.Number(course.Middle[index].BitsPerSecond)}\n");
        }
        page.Write($"</table></div>\n");
    }
}
