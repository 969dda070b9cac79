"""Makes the two fonts of printed documents, and coverage.ts, which tells what they can print. pip install fonttools brotli; python make.py <node_modules> <folder of DejaVu>"""
import os, sys, tempfile
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

modules, dejavu = sys.argv[1:3]
source = os.path.join(modules, '@fontsource-variable/source-serif-4/files/source-serif-4-%s-wght-normal.woff2')
ranges = ('latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese')
symbols = '←→⇒≈≠≤≥∆√∞‰□■▪♀♂‑\u202f'
here = os.path.dirname(os.path.abspath(__file__))
covered = []
layout = ['GSUB', 'GPOS', 'GDEF', 'STAT', 'BASE', 'DSIG', 'prep', 'gasp', 'fpgm', 'cvt ', 'kern', 'FFTM', 'hdmx', 'VDMX', 'LTSH', 'MATH', 'JSTF', 'morx', 'fvar', 'avar', 'gvar', 'HVAR', 'MVAR']

def plain(font, name, folder):
    for table in layout:
        if table in font:
            del font[table]
    path = os.path.join(folder, name)
    font.flavor = None
    font.save(path)
    return path

for weight, style, file in ((400, 'Regular', 'DejaVuSerif.ttf'), (600, 'Semibold', 'DejaVuSerif-Bold.ttf')):
    with tempfile.TemporaryDirectory() as folder:
        parts = [plain(instancer.instantiateVariableFont(TTFont(source % part), {'wght': weight}), part, folder) for part in ranges]
        known = {code for part in parts for code in TTFont(part).getBestCmap()}
        extra = TTFont(os.path.join(dejavu, file))
        options = subset.Options(hinting=False, layout_features=[])
        picker = subset.Subsetter(options)
        picker.populate(unicodes=[ord(sign) for sign in symbols if ord(sign) not in known])
        picker.subset(extra)
        scale_upem(extra, TTFont(parts[0])['head'].unitsPerEm)
        parts.append(plain(extra, 'symbols', folder))
        made = merge.Merger(merge.Options(drop_tables=layout)).merge(parts)
    names = {1: 'Conferral Serif', 2: style, 3: f'ConferralSerif-{style}', 4: f'Conferral Serif {style}', 6: f'ConferralSerif-{style}'}
    for record in list(made['name'].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in (0, 13, 14):
            made['name'].removeNames(record.nameID)
    made.save(os.path.join(here, f'document-{style.lower()}.ttf'))
    covered.append(set(made.getBestCmap()))

ranges = []
for code in sorted(covered[0] & covered[1]):
    if ranges and ranges[-1][1] == code - 1:
        ranges[-1][1] = code
    else:
        ranges.append([code, code])
with open(os.path.join(here, '../coverage.ts'), 'w') as file:
    file.write('// Made by fonts/make.py: the code points that both fonts of printed documents have, as ranges.\n')
    file.write('export const COVERED: readonly (readonly [number, number])[] = %s\n' % ranges)
