use axum::http::Method;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::fmt::Write;

const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Counts of requests and how long they took, in the text form of Prometheus.
#[derive(Default)]
pub struct Metrics {
    routes: Mutex<BTreeMap<String, Route>>,
}

#[derive(Default)]
struct Route {
    requests: Vec<(Method, u16, u64)>,
    buckets: [u64; BOUNDS.len()],
    count: u64,
    sum: f64,
}

/// A figure that belongs to the moment.
pub struct Gauge {
    pub name: &'static str,
    pub help: &'static str,
    pub value: i64,
}

impl Metrics {
    pub fn request(&self, method: &Method, route: &str, status: u16, seconds: f64) {
        let mut routes = self.routes.lock();
        match routes.get_mut(route) {
            Some(known) => known.took(method, status, seconds),
            None => routes.entry(route.to_owned()).or_default().took(method, status, seconds),
        }
    }

    pub fn text(&self, gauges: &[Gauge]) -> String {
        let mut page = String::new();
        page.push_str("# HELP guanxi_requests_total Requests by method, route and status.\n# TYPE guanxi_requests_total counter\n");
        let routes = self.routes.lock();
        for (route, known) in routes.iter() {
            for (method, status, count) in &known.requests {
                let _ = writeln!(
                    page,
                    "guanxi_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
                );
            }
        }
        page.push_str("# HELP guanxi_request_seconds How long requests took.\n# TYPE guanxi_request_seconds histogram\n");
        for (route, known) in routes.iter() {
            for (bound, count) in BOUNDS.iter().zip(known.buckets) {
                let _ = writeln!(
                    page,
                    "guanxi_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {count}"
                );
            }
            let Route { count, sum, .. } = known;
            let _ = writeln!(page, "guanxi_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(page, "guanxi_request_seconds_sum{{route=\"{route}\"}} {sum}");
            let _ = writeln!(page, "guanxi_request_seconds_count{{route=\"{route}\"}} {count}");
        }
        for Gauge { name, help, value } in gauges {
            let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
            let _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
        }
        page
    }
}

impl Route {
    fn took(&mut self, method: &Method, status: u16, seconds: f64) {
        match self.requests.iter_mut().find(|(known, code, _)| known == method && *code == status) {
            Some((_, _, count)) => *count += 1,
            None => self.requests.push((method.clone(), status, 1)),
        }
        for (bucket, bound) in self.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(seconds <= bound);
        }
        self.count += 1;
        self.sum += seconds;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_buckets_add_up() {
        let metrics = Metrics::default();
        metrics.request(&Method::GET, "/api/v1/{objects}", 200, 0.004);
        metrics.request(&Method::GET, "/api/v1/{objects}", 200, 0.4);
        let page = metrics.text(&[Gauge { name: "guanxi_log_last", help: "Last entry.", value: 7 }]);
        assert!(
            page.contains(
                "guanxi_requests_total{method=\"GET\",route=\"/api/v1/{objects}\",status=\"200\"} 2"
            )
        );
        assert!(page.contains("guanxi_request_seconds_bucket{route=\"/api/v1/{objects}\",le=\"0.005\"} 1"));
        assert!(page.contains("guanxi_request_seconds_bucket{route=\"/api/v1/{objects}\",le=\"0.5\"} 2"));
        assert!(page.contains("guanxi_log_last 7"));
    }
}
