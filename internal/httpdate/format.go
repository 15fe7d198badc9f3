package httpdate

import "time"

// Length is the number of bytes that [Append] adds.
const Length = len(layout)

const layout = "Mon, 02 Jan 2006 15:04:05 GMT"

// Format returns t as an IMF-fixdate (RFC 9110 §5.6.7), such as
// "Sun, 06 Nov 1994 08:49:37 GMT". The time is converted to UTC, and its fraction of a
// second is cut off.
//
// The form has room for the years 0 to 9999. Other years are written too, but the
// result is not an HTTP date.
func Format(t time.Time) string {
	t = t.UTC()
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return t.Format(layout)
	}
	weekday := int(t.Weekday())
	hour, minute, second := t.Clock()
	b := append(make([]byte, 0, Length), shortDays[3*weekday:3*weekday+3]...)
	b = append(b, ',', ' ', '0'+byte(day/10), '0'+byte(day%10), ' ')
	b = append(b, months[3*month-3:3*month]...)
	b = append(b, ' ', '0'+byte(year/1000), '0'+byte(year/100%10), '0'+byte(year/10%10), '0'+byte(year%10), ' ',
		'0'+byte(hour/10), '0'+byte(hour%10), ':', '0'+byte(minute/10), '0'+byte(minute%10), ':',
		'0'+byte(second/10), '0'+byte(second%10), ' ', 'G', 'M', 'T')
	return string(b)
}

// Append adds the text of [Format] to dst and returns the longer slice. It is slower,
// being that of package time, and allocates only where dst has less than [Length] bytes
// of room.
func Append(dst []byte, t time.Time) []byte { return t.UTC().AppendFormat(dst, layout) }
