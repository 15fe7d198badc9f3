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

// errPart is the cause of an InternalError about a part that the store describes
// wrongly.
var errPart = errors.New("getobject: part lies outside its object")

func (d *decision) selectPart(n int) error {
	count := max(d.info.Parts, 1)
	if n > count {
		return refuse(RulePartBeyond,
			"PartNumberRequested", strconv.Itoa(n), "ActualPartCount", strconv.Itoa(count))
	}
	w := d.partWindow()
	if w.Offset < 0 || w.Length < 0 || w.Offset > d.info.Size-w.Length {
		return refuse(RuleInternal).because(errPart)
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

// partWindow returns the part that was asked for, which is there.
func (d *decision) partWindow() rangespec.Window {
	if d.info.Parts == 0 {
		return rangespec.Window{Length: d.info.Size}
	}
	return rangespec.Window{Offset: d.f.Part.Offset, Length: d.f.Part.Size}
}
