using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Tests.Reporting.Wording;

[TestFixture]
internal sealed class UnitScaleTests
{
    [TestCase(300_100_000, "bit/s", "300.1 Mbit/s")]
    [TestCase(9_412_345_678.0, "bit/s", "9.41 Gbit/s")]
    [TestCase(999_960_000, "bit/s", "1.00 Gbit/s")]
    [TestCase(43.2, "us", "43.2 µs")]
    [TestCase(1500, "us", "1.50 ms")]
    [TestCase(39_100, "packets/s", "39.1 kpackets/s")]
    [TestCase(23_456, "1/s", "23.5 k/s")]
    [TestCase(45.67, "% of a core", "45.7 % of a core")]
    [TestCase(0, "bit/s", "0 bit/s")]
    [TestCase(0.00012, "%", "1.2e-4 %")]
    [TestCase(12_345, "segments", "12345 segments")]
    [TestCase(1e300, "segments", "1.00e+300 segments")]
    [TestCase(double.NaN, "us", "–")]
    [TestCase(null, "us", "–")]
    public void A_quantity_has_a_unit_and_sensible_digits(double? value, string unit, string text) =>
        Assert.That(UnitScale.Quantity(value, unit), Is.EqualTo(text));
}
