package getobject

import (
	"errors"
	"strconv"
	"strings"

	"github.com/s3get/s3get/rangespec"
)

// selectWindow decides which bytes of the object are sent.
func (d *decision) selectWindow() error {
	switch ask := d.r.ask; {
	case ask.Part > 0:
		return d.selectPart(ask.Part)
	case ask.Ignored != nil:
		d.all(RuleRangeIgnored)
	case ask.IsWhole():
		d.all(RuleWhole)
	case !d.r.conditions.RangeApplies(d.representation()):
		d.all(RuleIfRange)
	default:
		return d.selectRange(ask.Spec)
	}
	return nil
}

func (d *decision) selectRange(spec rangespec.Spec) error {
	w, err := spec.Resolve(d.info.Size)
	if err != nil {
		asked := strings.Join(d.r.Header["Range"], ", ")
		return refuse(RuleRangeUnsatisfiable,
			"RangeRequested", asked, "ActualObjectSize", strconv.FormatInt(d.info.Size, 10))
	}
	d.partial(RuleRange, w)
	return nil
}

func (d *decision) selectPart(n int) error {
	part := rangespec.Window{Offset: d.f.Part.Offset, Length: d.f.Part.Size}
	w, err := rangespec.ResolvePart(n, d.info.Parts, part, d.info.Size)
	var none *rangespec.NoPartError
	switch {
	case errors.As(err, &none):
		return refuse(RulePartBeyond,
			"PartNumberRequested", strconv.Itoa(none.Requested), "ActualPartCount", strconv.Itoa(none.Count))
	case err != nil:
		return refuse(RuleInternal).because(err)
	}
	switch {
	case w.Length == 0:
		d.all(RulePartEmpty)
		d.plan.Window = w
	case d.info.Parts == 0:
		d.partial(RulePartPlain, w)
	default:
		d.partial(RulePart, w)
	}
	return nil
}
