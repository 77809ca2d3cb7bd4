/*
 * feed-geo - places on the earth: GeoRSS simple, GML.
 *
 * They become GeoJSON shapes; what is no whole shape is left out.
 */
#include <cailun/plugin.h>

#include "feed.h"

static const char *
coordinates_of(struct feed *feed, bool is_list, size_t *pairs)
{
	return bytes_coordinates(
	    feed->call, inner_text(feed), is_list, feed->is_geo_turned, pairs);
}

static void
put_shape(struct feed *feed, const char *type, const char *coordinates)
{
	struct record *record = rules_record(feed);

	if (record->has_place)
		return;
	record->has_place = true;
	record_put(record, "_cailun.geo.type", type);
	record_put_json(record, "_cailun.geo.coordinates", coordinates);
}

void
geo_point(struct feed *feed)
{
	size_t pairs;
	const char *coordinates = coordinates_of(feed, false, &pairs);

	if (coordinates)
		put_shape(feed, "Point", coordinates);
}

static void
put_line(struct feed *feed)
{
	size_t pairs;
	const char *coordinates = coordinates_of(feed, true, &pairs);

	if (coordinates && pairs >= 2)
		put_shape(feed, "LineString", coordinates);
}

/* A polygon of GeoJSON is a list of rings. */
static void
put_polygon(struct feed *feed)
{
	struct cl_call *call = feed->call;
	size_t pairs;
	const char *ring = coordinates_of(feed, true, &pairs);

	if (ring && pairs >= 4)
		put_shape(feed, "Polygon",
		    cl_join(call, cl_join(call, "[", ring), "]"));
}

void
geo_line(struct feed *feed)
{
	put_line(feed);
}

void
geo_polygon(struct feed *feed)
{
	put_polygon(feed);
}

void
geo_box(struct feed *feed)
{
	size_t pairs;
	const char *corners = coordinates_of(feed, true, &pairs);

	if (corners && pairs == 2)
		put_shape(feed, "Box", corners);
}

/* What reference systems are not of degrees have the axes of a map. */
void
geo_open(struct feed *feed)
{
	const char *name = inner_attribute(feed, "srsname");

	feed->is_geo_turned = name && bytes_has(name, "epsg:") &&
			      !bytes_has(name, "epsg:4") &&
			      !bytes_has(name, "epsg::4");
}

void
geo_open_polygon(struct feed *feed)
{
	geo_open(feed);
	feed->geo_type = "Polygon";
}

void
geo_positions(struct feed *feed)
{
	if (feed->geo_type)
		put_polygon(feed);
	else
		put_line(feed);
}
