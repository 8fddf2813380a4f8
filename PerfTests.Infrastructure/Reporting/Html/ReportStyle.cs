namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// The page's style sheet. Verdict colours stay apart for colour-blind eyes and have a contrast of 4.5 or more on their ground.
/// </summary>
internal static class ReportStyle
{
    public const string Css = """
        <style>
        :root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f8;--line:#d9dde3;--text:#1b1f24;--soft:#59626d;--link:#0b57a4;
        --pass:#00735a;--fail:#b33c00;--open:#7a5c00;--void:#8a3580;--ebpf:#0b63b0;--base:#59626d}
        @media screen and (prefers-color-scheme:dark){:root{--ground:#14171b;--raised:#1d2127;--line:#363c45;--text:#e7e9ec;--soft:#a4adb8;--link:#85bdff;
        --pass:#4bcfa6;--fail:#ff8e63;--open:#e8c34a;--void:#e39bd8;--ebpf:#85bdff;--base:#a4adb8}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:84rem;padding:1.25rem;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
        h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 .5rem}
        h1 span{font-weight:500}
        h2{font-size:1.25rem;margin:2.2rem 0 .5rem}
        h3{font-size:1.05rem;margin:1.2rem 0 .4rem}
        h4{font-size:.95rem;margin:.8rem 0 .2rem}
        a{color:var(--link)}
        p{margin:.4rem 0;max-width:75ch}
        small,.title,.note,.key,dt{color:var(--soft)}
        .key{max-width:none}
        .title{margin:0;max-width:none}
        .gate{font-weight:600}
        .problems,.warning{border-left:4px solid var(--fail);background:var(--raised);padding:.4rem .8rem;margin:.5rem 0}
        .problems h2{margin:0;font-size:1rem}.problems ul{margin:.2rem 0;padding-left:1.2rem}
        .warning{border-color:var(--open)}
        .pass{--verdict:var(--pass)}.fail{--verdict:var(--fail)}.open{--verdict:var(--open)}.void{--verdict:var(--void)}
        i{display:inline-block;font-style:normal;font-weight:600;font-size:.85rem;line-height:1.35;padding:0 .45em;white-space:nowrap;
        color:var(--verdict);border:1.5px solid;border-radius:4px;background:var(--ground)}
        .answers{list-style:none;padding:0;margin:1rem 0;display:grid;gap:.5rem}
        .answers li{border-left:5px solid var(--verdict);background:var(--raised);border-radius:0 4px 4px 0;padding:.5rem .8rem}
        .scroll,details table{overflow-x:auto;max-width:100%}
        details table{display:block;width:fit-content}
        [hidden]{display:none!important}
        details td:first-child{min-width:4rem}
        table{border-collapse:collapse;font-size:.87rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:.3rem .6rem 0;font-weight:600}
        th,td{text-align:left;vertical-align:top;padding:.32rem .6rem;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600;vertical-align:bottom}
        td small{display:block;font-size:.8rem}
        .verdicts{width:100%}
        td:first-child,.row span,h1,h3,summary,li,dt,dd{overflow-wrap:anywhere}
        .verdicts td:first-child{min-width:14.5rem}
        .verdicts td:nth-child(n+4):nth-child(-n+8){white-space:nowrap}
        .verdicts th,.verdicts td{padding:.32rem .4rem}
        .verdicts tr:first-child>td{border-bottom:0;padding-bottom:.1rem}
        .verdicts tr+tr>td{padding:0 .4rem .5rem}
        .verdicts tbody{break-inside:avoid}
        tr{break-inside:avoid}
        .defs{position:absolute;width:0;height:0}
        .key span{display:inline-block;vertical-align:middle;margin:0 .15rem 0 .5rem}
        .key-interval{width:1.6rem;height:4px;background:var(--soft);border-radius:2px}
        .key-budget{width:3px;height:1rem;background:var(--text)}
        .key-floor{width:1.4rem;height:1rem;background:var(--soft);opacity:.16}
        .forest{position:relative;--left:19rem;--right:14rem;font-size:.87rem}
        .forest svg{display:block;width:100%;height:24px;overflow:visible;font-size:12px;fill:var(--soft)}
        .forest .lines{position:absolute;left:var(--left);width:calc(100% - var(--left) - var(--right));top:1.5rem;height:calc(100% - 1.5rem)}
        .lines rect{width:1px;height:100%;fill:var(--line)}
        .lines .zero{fill:var(--soft);width:1.5px}
        .axis{position:sticky;top:0;z-index:1;background:var(--ground);padding:0 var(--right) 0 var(--left)}
        .axis text{text-anchor:middle}
        .forest h4{position:relative;margin:.5rem 0 0}
        .row{position:relative;display:grid;grid-template-columns:var(--left) 1fr var(--right);align-items:center;color:inherit;text-decoration:none;break-inside:avoid}
        .row:hover{outline:1px solid var(--line)}
        .row span{padding-right:.6rem;overflow-wrap:anywhere}
        .row b{padding-left:.8rem;color:var(--verdict);font-weight:600}
        .row use{fill:var(--verdict);stroke:var(--ground);stroke-width:1}
        .row.void use{stroke:var(--verdict);stroke-width:2.5}
        .row.open use{fill:var(--ground);stroke:var(--verdict);stroke-width:2.5}
        .row use[href="#above"],.row use[href="#below"]{fill:var(--verdict);stroke:none}
        .row text{fill:var(--verdict);paint-order:stroke;stroke:var(--ground);stroke-width:4px}
        .end{text-anchor:end}
        .ci{y:10px;height:4px;rx:2px;fill:var(--verdict)}
        .floor{height:24px;fill:var(--soft);fill-opacity:.16}
        .budget{y:2px;width:3px;height:20px;fill:var(--text)}
        .matrix th{overflow-wrap:anywhere;min-width:6.5rem;max-width:15rem;vertical-align:top}
        .matrix thead th{vertical-align:bottom}
        .matrix th:first-child{min-width:9rem;max-width:22rem;position:sticky;left:0;background:var(--ground)}
        .matrix tbody th{color:var(--text);font-weight:400;border-bottom:1px solid var(--line)}
        .matrix tbody tr:first-child th{font-weight:600;padding-top:.8rem;max-width:none}
        .matrix td{padding:.32rem .6rem;border:2px solid var(--ground);white-space:nowrap}
        .matrix td[class]{background:color-mix(in srgb,var(--verdict) 16%,var(--ground));border-left:5px solid var(--verdict)}
        .matrix td a{color:var(--text);font-weight:600;text-decoration:none}
        .matrix td a:hover{text-decoration:underline}
        .matrix small{color:var(--soft);white-space:normal}
        .filter{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.6rem 0;padding:.6rem .8rem;background:var(--raised);border-radius:4px}
        .filter label{font-size:.82rem;color:var(--soft);display:grid}
        input,select,button{font:inherit;font-size:.87rem;color:var(--text);background:var(--ground);border:1px solid var(--line);border-radius:4px;padding:.25rem .5rem;max-width:16rem}
        button{cursor:pointer}
        .verdicts th button{border:0;padding:0;background:none;color:inherit;font-weight:inherit;text-align:left;text-decoration:underline dotted}
        th[aria-sort=descending] button::after{content:" ▾"}th[aria-sort=ascending] button::after{content:" ▴"}
        .facts td{min-width:9rem;max-width:26rem}
        .facts td:first-child{white-space:nowrap;min-width:0}
        .differs td{background:color-mix(in srgb,var(--open) 12%,var(--ground))}
        .commands{margin:.3rem 0}
        code{font-size:.82rem;overflow-wrap:anywhere}
        figure{margin:.5rem 0;max-width:100%}
        figcaption{font-size:.82rem;color:var(--soft);max-width:75ch}
        .pair figcaption{max-width:340px}
        figure svg{display:block;width:340px;max-width:100%;font-size:11px;fill:var(--soft)}
        figure svg.cpu{width:640px}
        figure text{text-anchor:end}figure .mid{text-anchor:middle}
        figure path{stroke:var(--line)}
        figure .zero{stroke:var(--soft)}
        .swatch{display:inline-block;width:.8rem;height:.8rem;margin:0 .3rem 0 .6rem;vertical-align:-.1rem;border-radius:2px}
        .s0,.s6{fill:#0072b2;background:#0072b2}.s1{fill:#e69f00;background:#e69f00}.s2{fill:#009e73;background:#009e73}.s3{fill:#cc79a7;background:#cc79a7}
        .s4,.s7{fill:#56b4e9;background:#56b4e9}.s5{fill:#9aa3ad;background:#9aa3ad}.s8{fill:#d55e00;background:#d55e00}
        .cpu rect{stroke:var(--ground);stroke-width:1}
        .base{fill:var(--base)}.ebpf{fill:var(--ebpf)}
        .spread .bar{fill-opacity:.35}.spread text{fill:var(--text)}
        .spread circle{stroke:var(--ground);stroke-width:1.5}
        details{border-bottom:1px solid var(--line)}
        summary{padding:.4rem 0;cursor:pointer}
        summary:hover{background:var(--raised)}
        details>div{padding:0 0 1rem 1.1rem;scroll-margin-top:3rem}
        .pair{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:flex-start;margin:.6rem 0}
        polyline{fill:none;stroke:var(--base);stroke-width:1.5;stroke-dasharray:3 2;marker:url(#dot-base)}
        polyline+polyline{stroke:var(--ebpf);stroke-dasharray:none;marker:url(#dot-ebpf)}
        .dot-base{fill:var(--base)}.dot-ebpf{fill:var(--ebpf)}
        .arms th:nth-child(2)::before,.arms th:nth-child(4)::before{content:"● ";color:var(--base)}
        .arms th:nth-child(3)::before{content:"■ ";color:var(--ebpf)}
        .arms th:nth-child(5)::before{content:""}
        dl{display:grid;grid-template-columns:minmax(4rem,auto) minmax(0,1fr);gap:.1rem .8rem;margin:0;font-size:.87rem}
        dd{margin:0}
        @media (max-width:60rem){
        body{padding:.9rem}
        h1{font-size:1.4rem}
        .answers li>div+div{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
        .matrix th{min-width:5rem}.matrix th:first-child{min-width:7rem}
        .forest{--left:0px;--right:0px}
        .row{grid-template-columns:1fr auto;padding-top:.35rem}
        .row span{padding:0 .5rem 0 0}
        .row span,.row b,.forest h4{background:var(--ground)}
        .row svg{grid-area:2/1/3/3}
        .verdicts thead{display:none}
        .verdicts,.verdicts tbody{display:block}
        .verdicts tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.3rem .8rem;padding:.7rem 0;border-bottom:1px solid var(--line)}
        .verdicts tr:first-child{border-bottom:0;padding-bottom:.2rem}
        .verdicts tr+tr{padding-top:0}
        .verdicts tbody td:nth-child(n){border:0;padding:0}
        .verdicts td:first-child{grid-column:1/-1;min-width:0}
        .verdicts td:nth-child(n+3)::before{display:block;font-size:.78rem;color:var(--soft)}
        .verdicts td:nth-child(3)::before{content:"Metric"}.verdicts td:nth-child(4)::before{content:"Baseline"}
        .verdicts td:nth-child(5)::before{content:"eBPF"}.verdicts td:nth-child(6)::before{content:"Overhead"}
        .verdicts td:nth-child(7)::before{content:"Budget"}.verdicts td:nth-child(8)::before{content:"Noise floor"}
        .verdicts td:nth-child(9)::before{content:"Rounds (dropped)"}
        }
        @media print{
        .filter,.unfold{display:none!important}
        body{max-width:none;padding:0;font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .scroll,details table{overflow:visible}
        details table{display:table;width:auto}
        th,td,.verdicts td:nth-child(n){white-space:normal;min-width:0;overflow-wrap:anywhere;padding:.15rem .3rem}
        .matrix th,.facts td{min-width:0}
        .axis{position:static}
        thead{display:table-header-group}
        h2,h3,h4{break-after:avoid}
        }
        </style>
        """;
}
