package httpdate

import "time"

// Length is the number of bytes that [Append] adds.
const Length = len(layout)

const layout = "Mon, 02 Jan 2006 15:04:05 GMT"

// Append adds t to dst as an IMF-fixdate (RFC 9110 §5.6.7), such as
// "Sun, 06 Nov 1994 08:49:37 GMT", and returns the longer slice. The time is
// converted to UTC, and its fraction of a second is cut off.
//
// The form has room for the years 0 to 9999. Other years are written too, but
// the result is not an HTTP date.
//
// Append allocates only where dst has less than [Length] bytes of room.
func Append(dst []byte, t time.Time) []byte {
	t = t.UTC()
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return t.AppendFormat(dst, layout)
	}
	weekday := int(t.Weekday())
	hour, minute, second := t.Clock()
	dst = append(dst, shortDays[3*weekday:3*weekday+3]...)
	dst = append(dst, ',', ' ', tens(day), ones(day), ' ')
	dst = append(dst, months[3*month-3:3*month]...)
	return append(dst, ' ', tens(year/100), ones(year/100), tens(year), ones(year), ' ',
		tens(hour), ones(hour), ':', tens(minute), ones(minute), ':', tens(second), ones(second),
		' ', 'G', 'M', 'T')
}

// Format returns t as [Append] writes it.
func Format(t time.Time) string {
	var buf [Length]byte
	return string(Append(buf[:0], t))
}

func tens(n int) byte { return '0' + byte(n/10%10) }
func ones(n int) byte { return '0' + byte(n%10) }
