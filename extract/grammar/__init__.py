"""Pure grammars: strings in, frozen values with spans out.

Every span is a pair of offsets into the string that was given. Nothing here knows of pages, outlines or records.
"""
