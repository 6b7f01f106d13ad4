# Y cofnod yng nghalendr y ffôn ei hun.

calendar-add = Ychwanegu at fy nghalendr
calendar-again = Ychwanegu at fy nghalendr eto
calendar-update = Diweddaru fy nghalendr
calendar-remove = Tynnu o fy nghalendr

calendar-summary = Galwad fideo: { $name }
calendar-description =
    Cyfeirnod { $reference }
    { $when }
    Bydd yr ystafell aros yn agor { $opens }. Ymunwch yn yr ap.
